package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;

/**
 * A response whose cookies survive {@link #reset}, and which no cache keeps while it has any. What
 * else was to stay out of caches is so again after that.
 */
final class OidcResponse extends HttpServletResponseWrapper {
  private final ResponseCookies cookies;

  OidcResponse(HttpServletResponse response, ResponseCookies cookies) {
    super(response);
    this.cookies = cookies;
  }

  @Override
  public void reset() {
    super.reset();
    cookies.again();
  }

  @Override
  public void setHeader(String name, String value) {
    if (!isForCaches(name)) {
      super.setHeader(name, value);
    }
    if ("Set-Cookie".equalsIgnoreCase(name)) {
      cookies.putBack(); // it took the place of all that were there
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!isForCaches(name)) {
      super.addHeader(name, value);
    }
  }

  private boolean isForCaches(String name) {
    return name.toLowerCase(Locale.ROOT).equals("cache-control") && cookies.areSet();
  }
}
