from home.models.articles import ArticleIndexPage, ArticlePage
from home.models.folder import GroupFolder
from home.models.navigation import NavigationItem
from home.models.pages import HomePage, StandardPage

__all__ = ["ArticleIndexPage", "ArticlePage", "GroupFolder", "HomePage", "NavigationItem", "StandardPage"]
