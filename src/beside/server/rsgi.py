from beside.server.gateway import Gateway
from beside.server.wsgi import application as pages

application = Gateway(pages)
