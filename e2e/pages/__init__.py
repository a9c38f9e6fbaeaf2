"""Page objects for any site that carries the widget. They know the public contract and nothing else.

Copy this folder into your own tests: it needs Playwright for Python, and no other part of this repository.
"""

from .account import AccountSettings
from .chat_box import ChatBox
from .launcher import LauncherPanel
from .patient import PatientPage, PortalPage, StandalonePage, WalkInPage
from .provider import ConsolePage, PatientWindow, ProviderPage, ProviderView

__all__ = [
    "AccountSettings",
    "ChatBox",
    "ConsolePage",
    "LauncherPanel",
    "PatientPage",
    "PatientWindow",
    "PortalPage",
    "ProviderPage",
    "ProviderView",
    "StandalonePage",
    "WalkInPage",
]
