from django.core.wsgi import get_wsgi_application

from beside.web.settling import settle

application = get_wsgi_application()
settle()
