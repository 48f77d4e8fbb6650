package dev.holdfast.provider;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.context.Cookie;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;

/**
 * The request and the session that pac4j's client wants to see, without either: one login's
 * parameters, and a store that lives as long as the call.
 */
final class LoginContext implements WebContext, SessionStore {
  private final URI redirectUri;
  private final @Nullable AuthorizationParameters parameters;
  private final Map<String, Object> attributes = new HashMap<>();

  private LoginContext(URI redirectUri, @Nullable AuthorizationParameters parameters) {
    this.redirectUri = redirectUri;
    this.parameters = parameters;
  }

  static CallContext starting(URI redirectUri, AuthorizationParameters parameters) {
    LoginContext context = new LoginContext(redirectUri, parameters);
    return new CallContext(context, context);
  }

  static CallContext finishing(URI redirectUri) {
    LoginContext context = new LoginContext(redirectUri, null);
    return new CallContext(context, context);
  }

  AuthorizationParameters parameters() {
    if (parameters == null) {
      throw new IllegalStateException("no login is being started");
    }
    return parameters;
  }

  @Override
  public Optional<String> getRequestParameter(String name) {
    return Optional.empty();
  }

  @Override
  public Map<String, String[]> getRequestParameters() {
    return Map.of();
  }

  @Override
  public Optional<Object> getRequestAttribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  @Override
  public void setRequestAttribute(String name, @Nullable Object value) {
    attributes.compute(name, (key, old) -> value);
  }

  @Override
  public Optional<String> getRequestHeader(String name) {
    return Optional.empty();
  }

  @Override
  public String getRequestMethod() {
    return "GET";
  }

  @Override
  public String getRemoteAddr() {
    return "";
  }

  @Override
  public void setResponseHeader(String name, String value) {
    throw new IllegalStateException("there is no response");
  }

  @Override
  public Optional<String> getResponseHeader(String name) {
    return Optional.empty();
  }

  @Override
  public void setResponseContentType(String content) {
    throw new IllegalStateException("there is no response");
  }

  @Override
  public String getServerName() {
    return redirectUri.getHost();
  }

  @Override
  public int getServerPort() {
    return redirectUri.getPort();
  }

  @Override
  public String getScheme() {
    return redirectUri.getScheme();
  }

  @Override
  public boolean isSecure() {
    return "https".equals(redirectUri.getScheme());
  }

  @Override
  public String getFullRequestURL() {
    return redirectUri.toString();
  }

  @Override
  public Collection<Cookie> getRequestCookies() {
    return List.of();
  }

  @Override
  public void addResponseCookie(Cookie cookie) {
    throw new IllegalStateException("there is no response");
  }

  @Override
  public String getPath() {
    return redirectUri.getPath();
  }

  @Override
  public Optional<String> getSessionId(WebContext context, boolean createSession) {
    return Optional.empty();
  }

  @Override
  public Optional<Object> get(WebContext context, String key) {
    return getRequestAttribute(key);
  }

  @Override
  public void set(WebContext context, String key, @Nullable Object value) {
    setRequestAttribute(key, value);
  }

  @Override
  public boolean destroySession(WebContext context) {
    return false;
  }

  @Override
  public Optional<Object> getTrackableSession(WebContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<SessionStore> buildFromTrackableSession(WebContext context, Object trackable) {
    return Optional.empty();
  }

  @Override
  public boolean renewSession(WebContext context) {
    return false;
  }
}
