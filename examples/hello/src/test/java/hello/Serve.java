package hello;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;

/** Serves the application out of its directory, in place of a container that has its WAR. */
public class Serve {
  public static void main(String... args) throws Exception {
    int port = Integer.getInteger("port", 9090);
    WebAppContext application = new WebAppContext();
    application.setContextPath("/");
    application.setBaseResourceAsPath(Path.of("src/main/webapp"));
    application.setAttribute( // where servlets with @WebServlet are looked for
        "org.eclipse.jetty.server.webapp.ContainerIncludeJarPattern", ".*/target/classes/");
    application.setThrowUnavailableOnStartupException(true);

    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(application);
    server.start();
    System.out.println("open http://127.0.0.1:" + port + "/hello");
    server.join();
  }
}
