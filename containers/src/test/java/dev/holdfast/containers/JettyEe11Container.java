package dev.holdfast.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.EmptyLoginService;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty for EE 11: as the other, under other names. */
final class JettyEe11Container implements Container {
  private final Server server = new Server();
  private final ContextHandlerCollection applications = new ContextHandlerCollection();
  private final ServerConnector connector;

  JettyEe11Container() {
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
    ServletContextHandler shop =
        new ServletContextHandler(
            "/", ServletContextHandler.SESSIONS | ServletContextHandler.SECURITY);
    shop.setClassLoader(classes);
    shop.getServletHandler().setDecodeAmbiguousURIs(true);
    Descriptor descriptor = Descriptor.read(application);
    for (Descriptor.Part each : descriptor.filters()) {
      shop.getServletHandler().addFilter(filter(each));
    }
    for (Descriptor.FilterMapping each : descriptor.filterMappings()) {
      shop.addFilter(
          shop.getServletHandler().getFilter(each.filter()),
          each.pattern(),
          EnumSet.copyOf(each.dispatchers()));
    }
    descriptor.servlets().forEach(each -> addServlet(shop, each));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    descriptor.errorPages().forEach(errors::addErrorPage);
    shop.setErrorHandler(errors);
    constrain((ConstraintSecurityHandler) shop.getSecurityHandler(), descriptor.constraint());
    applications.addHandler(shop);
    LifeCycle.start(shop);
    return () -> {
      LifeCycle.stop(shop);
      applications.removeHandler(shop);
      shop.destroy();
    };
  }

  private static FilterHolder filter(Descriptor.Part told) {
    FilterHolder filter = new FilterHolder();
    filter.setName(told.name());
    filter.setClassName(told.type());
    filter.setInitParameters(told.initParams());
    filter.setAsyncSupported(true);
    return filter;
  }

  private static void addServlet(ServletContextHandler shop, Descriptor.Part told) {
    ServletHolder servlet = new ServletHolder();
    servlet.setName(told.name());
    servlet.setClassName(told.type());
    servlet.setInitParameters(told.initParams());
    servlet.setAsyncSupported(true);
    servlet.setInitOrder(1);
    told.patterns().forEach(pattern -> shop.addServlet(servlet, pattern));
  }

  private static void constrain(ConstraintSecurityHandler guard, Descriptor.Constraint told) {
    ConstraintMapping mapping = new ConstraintMapping();
    mapping.setPathSpec(told.pattern());
    mapping.setConstraint(Constraint.from(told.role()));
    guard.addConstraintMapping(mapping);
    guard.setRealmName(told.realm());
    guard.setAuthenticator(new BasicAuthenticator());
    guard.setLoginService(new EmptyLoginService());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
