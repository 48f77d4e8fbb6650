package dev.holdfast.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.EmptyLoginService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty for EE 10. */
final class JettyContainer implements Container {
  private final Server server = new Server();
  private final ContextHandlerCollection applications = new ContextHandlerCollection();
  private final ServerConnector connector;

  JettyContainer() {
    HttpConfiguration lenient = new HttpConfiguration();
    lenient.setUriCompliance(UriCompliance.UNSAFE);
    connector =
        new ServerConnector(
            server, new HttpConnectionFactory(lenient), new HTTP2CServerConnectionFactory(lenient));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(applications);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LifeCycle.start(server);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public Deployment deploy(WebApplication application, ClassLoader classes) {
    WebAppContext shop = new WebAppContext();
    shop.setContextPath("/");
    shop.setBaseResourceAsPath(application.directory());
    shop.setClassLoader(classes);
    shop.setThrowUnavailableOnStartupException(true);
    shop.getServletHandler().setDecodeAmbiguousURIs(true);
    shop.getSecurityHandler().setLoginService(new EmptyLoginService());
    applications.addHandler(shop);
    LifeCycle.start(shop);
    return () -> {
      LifeCycle.stop(shop);
      applications.removeHandler(shop);
      shop.destroy();
    };
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
