package dev.holdfast.demo.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Demo addition: carries out what {@link ProviderFaults} asks for. */
final class FaultFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient ProviderFaults faults;

  FaultFilter(ProviderFaults faults) {
    this.faults = faults;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path.equals(Endpoints.TOKEN)) {
      token(request, response, chain);
    } else if (faults.discoveryIsDown()
        && (path.equals(Endpoints.DISCOVERY) || path.equals(Endpoints.JWKS))) {
      OAuthErrors.send(response, 503, "temporarily_unavailable", "down on command");
    } else {
      chain.doFilter(request, response);
    }
  }

  private void token(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (faults.takeFailure()) {
      OAuthErrors.send(response, faults.failureStatus(), "server_error", "failing on command");
      return;
    }
    boolean drop = faults.takeDrop();
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, held);
    pause();
    if (drop) {
      ServletContextRequest.getServletContextRequest(request)
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .close();
      throw new EofException("connection closed on command");
    }
    if (faults.answersBearer()) {
      callItBearer(held);
    }
    held.copyBodyToResponse();
  }

  private static void callItBearer(ContentCachingResponseWrapper held) throws IOException {
    String body = new String(held.getContentAsByteArray(), StandardCharsets.UTF_8);
    held.resetBuffer();
    held.getOutputStream()
        .write(
            body.replace("\"token_type\":\"DPoP\"", "\"token_type\":\"Bearer\"")
                .getBytes(StandardCharsets.UTF_8));
  }

  private void pause() throws IOException {
    try {
      faults.awaitDelay();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while answering late");
    }
  }
}
