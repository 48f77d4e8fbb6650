package dev.holdfast.containers;

import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.scan.StandardJarScanner;

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
    connector.addUpgradeProtocol(new Http2Protocol());
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
  public Deployment deploy(WebApplication application, ClassLoader classes) {
    StandardContext context = new StandardContext();
    context.setName("");
    context.setPath("");
    context.setDocBase(application.directory().toString());
    context.setParentClassLoader(classes);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    context.setJarScanner(scanner);
    ContextConfig descriptors = new ContextConfig();
    descriptors.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(descriptors);
    tomcat.getHost().addChild(context);
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("the application did not start: " + context.getState());
    }
    return () -> tomcat.getHost().removeChild(context);
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
