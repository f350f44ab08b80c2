"""Knowledge's pages: its modules bring their routes to one blueprint."""

from app.knowledge.views import arranging, contents, pages
from app.knowledge.views.blueprint import knowledge

__all__ = ["arranging", "contents", "knowledge", "pages"]
