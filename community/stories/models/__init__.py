from community.stories.models.page import StoryIndexPage, StoryPage

__all__ = ["StoryIndexPage", "StoryPage"]
