"""Factories for the pages of the house, each under the parent that it has on a real site."""

import factory
from django.db.models import F
from wagtail.models import Page, Site
from wagtail_factories import PageFactory

from home.models import AboutPage, HomePage, ServiceIndexPage, ServicePage, StandardPage


def home_page() -> HomePage:
    """Return the default site's home page; make it, in the place of Wagtail's welcome page, if there is none."""
    return HomePage.objects.first() or HomePageFactory()


def remove_welcome(page: Page) -> None:
    """Take away the page of Wagtail's first migration, to which nothing leads any more.

    Deleting it as staff do asks every table whether something does: 60 queries, in most of the tests.
    """
    Page.objects.filter(pk=page.pk)._raw_delete(Page.objects.db)
    Page.objects.filter(depth=1).update(numchild=F("numchild") - 1)


class HomePageFactory(PageFactory):
    """The home page, as root of the default site."""

    title = "Home"
    slug = "start"
    headline = "Care that takes its time"
    parent = factory.LazyFunction(Page.get_first_root_node)

    class Meta:
        model = HomePage
        skip_postgeneration_save = True

    @factory.post_generation
    def site(self, create: bool, extracted: object, **kwargs: object) -> None:
        """Make it the page that `/` shows."""
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            Site.objects.create(hostname="localhost", root_page=self, is_default_site=True)
            return
        welcome = site.root_page
        site.root_page = self
        site.save()
        if welcome.specific_class is Page and welcome.depth == 2:
            remove_welcome(welcome)
        self.refresh_from_db()


class ServiceIndexPageFactory(PageFactory):
    """The list of treatments."""

    title = "Treatments"
    introduction = "What we treat and how."
    parent = factory.LazyFunction(home_page)

    class Meta:
        model = ServiceIndexPage


def service_index() -> ServiceIndexPage:
    """Return the list of treatments; make it if there is none."""
    return ServiceIndexPage.objects.first() or ServiceIndexPageFactory()


class ServicePageFactory(PageFactory):
    """A treatment page."""

    title = factory.Sequence("Treatment {}".format)
    introduction = "What it is and for whom."
    evidence_summary = "Few trials, and they were small."
    off_label_notice = "Ketamine is approved as an anesthetic. This use is off-label."
    parent = factory.LazyFunction(service_index)

    class Meta:
        model = ServicePage


class AboutPageFactory(PageFactory):
    """Who we are."""

    title = "About us"
    parent = factory.LazyFunction(home_page)

    class Meta:
        model = AboutPage


class StandardPageFactory(PageFactory):
    """Costs, safety, law."""

    title = factory.Sequence("Standard page {}".format)
    introduction = "Plain words on one subject."
    parent = factory.LazyFunction(home_page)

    class Meta:
        model = StandardPage
