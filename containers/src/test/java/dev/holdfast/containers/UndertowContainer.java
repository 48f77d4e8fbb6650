package dev.holdfast.containers;

import dev.holdfast.servlet.ApiRelayServlet;
import dev.holdfast.servlet.OidcFilter;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Undertow. */
final class UndertowContainer implements Container {
  private final PathHandler applications = new PathHandler();
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setServerOption(UndertowOptions.DECODE_SLASH, true)
          .setHandler(applications)
          .build();
  private @Nullable DeploymentManager deployment;

  UndertowContainer() {
    server.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void start(Map<String, String> filter, Map<String, String> relay) {
    FilterInfo filtered = Servlets.filter("oidc", OidcFilter.class).setAsyncSupported(true);
    filter.forEach(filtered::addInitParam);
    DeploymentInfo application =
        Servlets.deployment()
            .setDeploymentName("shop")
            .setContextPath("/")
            .setClassLoader(ShopServlet.class.getClassLoader())
            .addFilter(filtered)
            .addServlet(servlet(ShopServlet.class, Map.of(), "/", "/account/*"))
            .addServlet(servlet(ApiRelayServlet.class, relay, "/api/*"))
            .addErrorPages(
                Servlets.errorPage("/error-page", 404), Servlets.errorPage("/error-page", 500));
    for (DispatcherType type :
        List.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR)) {
      application.addFilterUrlMapping("oidc", "/*", type);
    }
    DeploymentManager manager = Servlets.newContainer().addDeployment(application);
    manager.deploy();
    deployment = manager;
    try {
      applications.addPrefixPath("/", manager.start());
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServletInfo servlet(
      Class<? extends HttpServlet> type, Map<String, String> initParams, String... patterns) {
    ServletInfo servlet =
        Servlets.servlet(type).addMappings(patterns).setAsyncSupported(true).setLoadOnStartup(1);
    initParams.forEach(servlet::addInitParam);
    return servlet;
  }

  @Override
  public void close() {
    try {
      if (deployment != null) {
        deployment.stop();
        deployment.undeploy();
      }
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    } finally {
      server.stop();
    }
  }
}
