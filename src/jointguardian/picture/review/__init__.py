"""Which values are automatic, and what people decided about them; pure.

values   what a page and a list show: an item with its values and their states
fields   the fields of each kind of thing: how they are shown, and how one is changed
things   the things read in a report, each under a subject that outlives the next reading
rulings  the judgements about each subject, folded into what holds now
applied  readings, sources and incidents as corrected
queue    everything that can be judged, and what waits for it, worst first
"""
