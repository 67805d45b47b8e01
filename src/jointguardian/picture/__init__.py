"""Everything known as of a moment, joined; briefs, pages and map layers made of it; pure."""

from .brief import Brief, compose_brief
from .build import build
from .layers import layers
from .model import Followed, IncidentPage, Known, Picture, ReportPage, Tension
from .pages import incident_page, report_page

__all__ = [
    "Brief",
    "Followed",
    "IncidentPage",
    "Known",
    "Picture",
    "ReportPage",
    "Tension",
    "build",
    "compose_brief",
    "incident_page",
    "layers",
    "report_page",
]
