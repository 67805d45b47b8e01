"""The guard rails, as the room says them. Source: DESIGN §1."""

RAILS = (
    ("No targeting", "The room protects people and keeps a ceasefire. It names no targets."),
    (
        "Contradictions stay",
        "Rival accounts stand side by side with their grades. Nothing is averaged away; only a "
        "person sets the one figure to brief.",
    ),
    (
        "Private persons are sealed",
        "Holders of public office acting in it are named. Every other name is replaced by blocks "
        "in the text and kept under a key of its own.",
    ),
    (
        "Names side by side",
        "Places carry their names in the communities' languages, without a view on status. Loaded "
        "words stand only inside quotations.",
    ),
    (
        "No ethnicity of persons",
        "Communities appear as groups in what sources say, never as a property of a person.",
    ),
    (
        "No promise of safety",
        "No output says that return is safe. A level is withheld where too little was observed.",
    ),
    (
        "A person releases",
        "Nothing is published, alerted or graded 1 without a person's decision.",
    ),
    (
        "Invented values say so",
        "Demonstration values of readiness, caveats and coverage are marked as invented.",
    ),
    (
        "On this machine",
        "The room asks no outside address. It answers on this machine only, until it has a password.",
    ),
)
