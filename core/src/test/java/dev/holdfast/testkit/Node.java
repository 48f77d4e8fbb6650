package dev.holdfast.testkit;

import dev.holdfast.Oidc;
import dev.holdfast.OidcBuilder;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.login.CallbackParameters;
import dev.holdfast.login.LoginCookie;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.session.SessionStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * One node of an application without a container: a client of a {@link FakeProvider}, and a browser
 * that logs in at it. Nodes over the same stores and keys are one cluster.
 */
public final class Node implements AutoCloseable {
  /** Seals sessions in tests. */
  public static final String SEAL_KEY = "t1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final String INDEX_KEY = "HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";
  private static final ReturnPath ORDERS = ReturnPath.parse("/orders").orElseThrow();
  private static final URI REDIRECT = URI.create("http://127.0.0.1:9/auth/callback");

  private final Oidc oidc;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();
  private final HttpClient browser = HttpClient.newHttpClient();

  private Node(Oidc oidc) {
    this.oidc = oidc;
  }

  /** A configuration that suits the provider, to be changed further. */
  public static OidcConfigBuilder config(FakeProvider provider) {
    return OidcConfig.builder()
        .issuer(URI.create(provider.issuer()))
        .clientId("shop")
        .authenticateWith(new ClientAuthentication.SecretBasic(SecretText.of("shop-secret")))
        .redirectUri(REDIRECT)
        .scopes(List.of("openid", "offline_access"))
        .allowPlainHttpOnLoopback()
        .sealKeys(KeyRing.parse(SEAL_KEY))
        .indexKey(IndexKey.parse(INDEX_KEY));
  }

  /** A node that keeps sessions in this store. */
  public static Node over(
      OidcConfig config, SessionStore sessions, CoordinationStore facts, InstantSource time) {
    return over(config, sessions, facts, builder -> builder.time(time));
  }

  /** A node with parts of its own. */
  public static Node over(
      OidcConfig config,
      SessionStore sessions,
      CoordinationStore facts,
      UnaryOperator<OidcBuilder> parts) {
    OidcBuilder builder = Oidc.builder(config).sessionStore(sessions).coordinationStore(facts);
    return new Node(parts.apply(builder).build());
  }

  /** A node whose sessions the browser holds. */
  public static Node inBrowser(OidcConfig config, CoordinationStore facts, InstantSource time) {
    return over(config, new SealedLocatorStore(), facts, time);
  }

  public Oidc oidc() {
    return oidc;
  }

  /** Logs in and answers the session; fails if there is none. */
  public OpenSession login() {
    LoginOutcome outcome = finish(callback(start()));
    if (outcome instanceof LoginOutcome.LoggedIn in) {
      return in.session();
    }
    throw new AssertionError("not logged in: " + outcome);
  }

  /** How a login ends. */
  public LoginOutcome outcome() {
    return finish(callback(start()));
  }

  /** Begins a login that leads to {@code /orders} and keeps its cookie. */
  public LoginStart.Redirect start() {
    return start(LoginRequest.to(ORDERS));
  }

  /** Begins a login with these wishes and keeps its cookie. */
  public LoginStart.Redirect start(LoginRequest wanted) {
    return keep(oidc.login().start(wanted));
  }

  /** Begins the step-up of a session that leads to {@code /orders} and keeps its cookie. */
  public LoginStart.Redirect stepUp(OpenSession from, AuthenticationDemand demand) {
    return keep(oidc.stepUps().start(from, LoginRequest.to(ORDERS).demanding(demand)));
  }

  private LoginStart.Redirect keep(LoginStart start) {
    if (start instanceof LoginStart.Redirect redirect) {
      LoginCookie cookie = redirect.cookie();
      cookies.put(cookie.name(), cookie.value().reveal());
      return redirect;
    }
    throw new AssertionError("no redirect: " + start);
  }

  /** What the provider sends the browser back with: a raw query. */
  public String callback(LoginStart.Redirect start) {
    try {
      HttpResponse<Void> answer =
          browser.send(
              HttpRequest.newBuilder(start.location()).build(),
              HttpResponse.BodyHandlers.discarding());
      return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery();
    } catch (IOException e) {
      throw new AssertionError("the provider does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Brings an answer back, without a session. */
  public LoginOutcome finish(String rawQuery) {
    return finish(rawQuery, Optional.empty());
  }

  /** Brings an answer back; {@code present} is the browser's session. */
  public LoginOutcome finish(String rawQuery, Optional<OpenSession> present) {
    return oidc.login()
        .finish(
            CallbackParameters.parse(rawQuery, oidc.config().logins().responseMode()).orElseThrow(),
            name -> Optional.ofNullable(cookies.get(name)),
            () -> present,
            "a test");
  }

  /** What another browser lacks. */
  public void forgetCookies() {
    cookies.clear();
  }

  /** The cookies of the logins under way. */
  public Map<String, String> cookies() {
    return cookies;
  }

  @Override
  public void close() {
    oidc.close();
  }
}
