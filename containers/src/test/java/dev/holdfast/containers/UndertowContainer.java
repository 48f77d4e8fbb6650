package dev.holdfast.containers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.WebResourceCollection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;

/** Undertow, which is told what a server around it would have read in {@code web.xml}. */
final class UndertowContainer implements Container {
  private final PathHandler applications = new PathHandler();
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setServerOption(UndertowOptions.DECODE_SLASH, true)
          .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
          .setHandler(applications)
          .build();

  UndertowContainer() {
    server.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public Deployment deploy(WebApplication application, ClassLoader classes) {
    DeploymentInfo shop =
        Servlets.deployment().setDeploymentName("shop").setContextPath("/").setClassLoader(classes);
    tell(shop, Descriptor.read(application), classes);
    ServletContainer deployments = Servlets.newContainer();
    DeploymentManager manager = deployments.addDeployment(shop);
    manager.deploy();
    try {
      applications.addPrefixPath("/", manager.start());
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    return () -> {
      applications.clearPaths();
      try {
        manager.stop();
      } catch (ServletException e) {
        throw new IllegalStateException(e);
      }
      manager.undeploy();
      deployments.removeDeployment(shop);
    };
  }

  private static void tell(DeploymentInfo shop, Descriptor descriptor, ClassLoader classes) {
    descriptor.filters().forEach(each -> shop.addFilter(filter(each, classes)));
    for (Descriptor.FilterMapping each : descriptor.filterMappings()) {
      for (DispatcherType dispatcher : each.dispatchers()) {
        each.patterns()
            .forEach(pattern -> shop.addFilterUrlMapping(each.filter(), pattern, dispatcher));
      }
    }
    descriptor.servlets().forEach(each -> shop.addServlet(servlet(each, classes)));
    descriptor
        .errorPages()
        .forEach((status, page) -> shop.addErrorPage(Servlets.errorPage(page, status)));
    Descriptor.Constraint constraint = descriptor.constraint();
    shop.addSecurityRoles(constraint.roles())
        .setLoginConfig(new LoginConfig(constraint.method(), constraint.realm()))
        .addSecurityConstraint(
            new SecurityConstraint()
                .addWebResourceCollection(
                    new WebResourceCollection().addUrlPatterns(constraint.patterns()))
                .addRoleAllowed(constraint.allowed()));
  }

  private static FilterInfo filter(Descriptor.Part told, ClassLoader classes) {
    FilterInfo filter =
        Servlets.filter(told.name(), load(classes, told.type(), Filter.class))
            .setAsyncSupported(told.isAsync());
    told.initParams().forEach(filter::addInitParam);
    return filter;
  }

  private static ServletInfo servlet(Descriptor.ServletPart told, ClassLoader classes) {
    Descriptor.Part part = told.part();
    ServletInfo servlet =
        Servlets.servlet(part.name(), load(classes, part.type(), Servlet.class))
            .addMappings(told.patterns())
            .setAsyncSupported(part.isAsync());
    told.loadOnStartup().ifPresent(servlet::setLoadOnStartup);
    part.initParams().forEach(servlet::addInitParam);
    return servlet;
  }

  private static <T> Class<? extends T> load(ClassLoader classes, String name, Class<T> type) {
    try {
      return Class.forName(name, false, classes).asSubclass(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
