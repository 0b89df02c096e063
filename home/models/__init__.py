from home.models.articles import ArticleIndexPage, ArticlePage
from home.models.navigation import NavigationItem
from home.models.pages import HomePage, StandardPage

__all__ = ["ArticleIndexPage", "ArticlePage", "HomePage", "NavigationItem", "StandardPage"]
