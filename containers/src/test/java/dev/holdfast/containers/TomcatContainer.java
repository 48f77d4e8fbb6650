package dev.holdfast.containers;

import dev.holdfast.servlet.ApiRelayServlet;
import dev.holdfast.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat, of the version that this round of tests brings. */
final class TomcatContainer implements Container {
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();

  TomcatContainer() {
    tomcat.setBaseDir(Path.of("target", "tomcat").toString());
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    connector.setEncodedSolidusHandling("decode");
    connector.setEncodedReverseSolidusHandling("decode");
    connector.setAllowBackslash(true);
    connector.setProperty("relaxedPathChars", "\\");
    tomcat.setConnector(connector);
    tomcat.getHost();
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void start(Map<String, String> filter, Map<String, String> relay) {
    StandardContext context = new StandardContext();
    context.setPath("");
    context.setDocBase(emptyDirectory());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    addFilter(context, filter);
    context.addServletContainerInitializer(
        (classes, application) -> {
          addServlet(application, ShopServlet.class, Map.of(), "/", "/account/*");
          addServlet(application, ApiRelayServlet.class, relay, "/api/*");
        },
        Set.of());
    for (int status : new int[] {404, 500}) {
      ErrorPage page = new ErrorPage();
      page.setErrorCode(status);
      page.setLocation("/error-page");
      context.addErrorPage(page);
    }
    tomcat.getHost().addChild(context);
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("the application did not start: " + context.getState());
    }
  }

  private static String emptyDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "docs").toAbsolutePath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addFilter(StandardContext context, Map<String, String> initParams) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("oidc");
    filter.setFilterClass(OidcFilter.class.getName());
    filter.setAsyncSupported("true");
    initParams.forEach(filter::addInitParameter);
    context.addFilterDef(filter);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("oidc");
    mapping.addURLPattern("/*");
    mapping.setDispatcher(DispatcherType.REQUEST.name());
    mapping.setDispatcher(DispatcherType.ASYNC.name());
    mapping.setDispatcher(DispatcherType.ERROR.name());
    context.addFilterMap(mapping);
  }

  private static void addServlet(
      ServletContext application,
      Class<? extends HttpServlet> type,
      Map<String, String> initParams,
      String... patterns) {
    ServletRegistration.Dynamic servlet = application.addServlet(type.getName(), type.getName());
    servlet.setInitParameters(initParams);
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping(patterns);
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
