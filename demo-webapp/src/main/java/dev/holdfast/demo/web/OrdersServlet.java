package dev.holdfast.demo.web;

import dev.holdfast.config.Settings;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.token.UserTokenException;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls an API as the user. The token is fresh and bound to the key that signs the call. */
public final class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private @Nullable URI api;

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    String address = config.getServletContext().getInitParameter("demo.api");
    Settings settings = Settings.of(address == null ? Map.of() : Map.of("demo.api", address));
    api = settings.uri("demo.api").orElse(null);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URI address = api;
    Replies.send(
        request,
        response,
        address == null ? Problems.apiUnknown(request) : orders(request, address));
  }

  private static Answer orders(HttpServletRequest request, URI address) {
    try {
      HttpClient client = OidcUser.httpClient(request);
      HttpRequest call = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
      UserAccessToken token = OidcUser.getUserAccessToken(request);
      return OrdersPage.of(request, ApiAnswer.of(answer), token);
    } catch (UserTokenException e) {
      return Problems.noToken(request, e);
    } catch (IOException e) {
      return Problems.apiUnreachable(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problems.stopping(request);
    }
  }
}
