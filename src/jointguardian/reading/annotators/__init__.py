"""Who reads a document: the built-in steps, the same with another parser, or a language model.

builtin            rules and the parser that ships
spacy:<pipeline>   the same steps on the parse of any installed spaCy pipeline
openai:<model>     any endpoint of the OpenAI chat shape; each field must quote the text
"""

from .annotator import Annotator, BuiltIn
from .chat import Ask, ChatAnnotator
from .pipeline import PipelineAnnotator

__all__ = ["Annotator", "Ask", "BuiltIn", "ChatAnnotator", "PipelineAnnotator"]
