import pytest, json
from pathlib import Path
from django.core.management import call_command
from wagtail.models import Page
from wagtail.contrib.redirects.models import Redirect
from tests.factories.home import home_page
from tests.factories.blog import blog_index
from tests.factories.forms import *
pytestmark=pytest.mark.django_db
@pytest.mark.parametrize("f", sorted(p.name for p in Path('/work/shared/wordpress').glob('*.xml')))
def test_it(f, capsys):
    home_page(); blog_index()
    call_command('import_wordpress', f'/work/shared/wordpress/{f}', '--no-network', '--dry-run')
    print("=====REAL")
    call_command('import_wordpress', f'/work/shared/wordpress/{f}', '--no-network')
    for p in Page.objects.filter(depth__gt=2).specific():
        r=p.get_latest_revision_as_object() if p.latest_revision_id else p
        print(p.url_path, p.live, p.title[:30], getattr(r,'date',None), p.first_published_at, getattr(r,'purpose',''), [ (b['type'],json.dumps(b['value'],ensure_ascii=False)[:200]) for b in (r.body.raw_data if hasattr(r,'body') else [])][:3])
    for r in Redirect.objects.all(): print('   R',r.old_path,'->',r.redirect_page and r.redirect_page.title, r.redirect_page_route_path, r.redirect_link)
    print("=====AGAIN")
    call_command('import_wordpress', f'/work/shared/wordpress/{f}', '--no-network')
    n=Page.objects.count()
    print("=====UNDO")
    from moving_in.models import ImportRun
    for run in ImportRun.objects.filter(dry_run=False): call_command('import_wordpress', '--undo', str(run.pk))
    print(n, Page.objects.count(), Redirect.objects.count())
    Path('/tmp/out_'+f+'.txt').write_text(capsys.readouterr().out)
