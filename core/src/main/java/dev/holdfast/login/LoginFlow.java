package dev.holdfast.login;

import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.KeyRequest;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthorizationParameters;
import dev.holdfast.provider.CodeGrant;
import dev.holdfast.provider.LoginGrant;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionOverException;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.Sessions;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Login by authorization code: {@link #start} sends the browser away with a fresh key, {@link
 * #finish} takes it back. Thread-safe; both block for the provider and for the store, and throw
 * {@link SessionStoreException} if the store does not answer.
 */
public final class LoginFlow {
  private static final int NONCE_BYTES = 32;
  private static final int VERIFIER_BYTES = 32;
  private static final int LOGIN_ID_BYTES = 9;

  private final OidcConfig config;
  private final OidcProvider provider;
  private final DpopKeySource keys;
  private final Sessions sessions;
  private final RandomBytes random;
  private final InstantSource time;
  private final PendingLogins pending;
  private final CarriedAnswers carried;
  private final AnswerOrigin origin;
  private final LoginAsks asks;
  private final LoginPace pace;
  private final Events events;

  /** A flow over these parts. */
  public LoginFlow(LoginSetup setup) {
    this.config = setup.config();
    this.provider = setup.provider();
    this.keys = setup.keys();
    this.sessions = setup.sessions();
    this.random = setup.random();
    this.time = setup.time();
    this.pending = new PendingLogins(setup);
    this.carried = new CarriedAnswers(setup);
    this.origin = new AnswerOrigin(setup);
    this.asks = new LoginAsks(setup.config());
    this.pace = new LoginPace(setup.config().logins(), setup.time());
    this.events = new Events(setup.listeners());
  }

  /**
   * Begins a login as the application wishes. For somebody who is logged in: {@link StepUps}.
   *
   * @throws IllegalArgumentException if it wishes for a scope that is not configured, or, together
   *     with the settings, has more than ten parameters of the provider's own
   */
  public LoginStart start(LoginRequest wanted) {
    return start(wanted, Optional.empty());
  }

  LoginStart start(LoginRequest wanted, Optional<Former> former) {
    Map<String, List<String>> parameters = asks.parameters(wanted);
    Optional<DpopKey> key;
    try {
      key = key();
    } catch (IllegalStateException e) {
      events.noKey(e);
      return new LoginStart.NotNow(ErrorCode.KEY_UNAVAILABLE, Optional.empty());
    }
    return start(transaction(wanted, key, former), parameters);
  }

  private LoginTransaction transaction(
      LoginRequest wanted, Optional<DpopKey> key, Optional<Former> former) {
    return new LoginTransaction(
        SecretText.of(random.text(NONCE_BYTES)),
        SecretText.of(random.text(VERIFIER_BYTES)),
        config.redirectUri().toString(),
        key,
        wanted.returnTo(),
        asks.demand(wanted),
        asks.scopes(wanted.extras()),
        wanted.extras().isSilent(),
        former);
  }

  private LoginStart start(LoginTransaction login, Map<String, List<String>> parameters) {
    PendingLogins.Filed filed = pending.file(login);
    ProviderReply<URI> reply =
        provider.authorize(
            new AuthorizationParameters(
                filed.state(), login.nonce(), login.codeVerifier(), login.key(), parameters));
    if (reply instanceof ProviderReply.Granted<URI> granted) {
      return new LoginStart.Redirect(granted.value(), filed.cookie());
    }
    LoginStart.NotNow later =
        reply instanceof ProviderReply.Unavailable<URI> silent
            ? new LoginStart.NotNow(ErrorCode.PROVIDER_UNAVAILABLE, silent.retryAfter())
            : new LoginStart.NotNow(((ProviderReply.Refused<URI>) reply).code(), Optional.empty());
    events.notNow(later.code());
    return later;
  }

  /** Carries answers that come without cookies to where cookies come along. */
  public CarriedAnswers carried() {
    return carried;
  }

  /** How many logins may begin: to be asked before one does that anybody can ask for. */
  public LoginPace pace() {
    return pace;
  }

  private Optional<DpopKey> key() {
    return config.dpop() == DpopPolicy.OFF
        ? Optional.empty()
        : Optional.of(
            keys.key(
                new KeyRequest(
                    config.registration(), config.issuer(), random.text(LOGIN_ID_BYTES))));
  }

  /**
   * Finishes the login that the callback answers. A code is sent at most once, whatever arrives.
   *
   * @param callback what the browser brought
   * @param cookies the value of a cookie by its name, as {@link LoginCookie#name} gave it
   * @param present the session that this browser has now; asked for at the end of a step-up only,
   *     which replaces no other user's session
   * @param device what the browser calls itself, for lists of sessions
   */
  public LoginOutcome finish(
      CallbackParameters callback,
      Function<String, Optional<String>> cookies,
      Supplier<Optional<OpenSession>> present,
      String device) {
    String cookie = cookies.apply(LoginCookie.nameFor(callback.state())).orElse("");
    Optional<LoginTransaction> found = pending.find(callback.state(), cookie);
    if (found.isEmpty()) {
      return pending
          .finished(callback.state(), cookie)
          .map(this::repeated)
          .orElseGet(() -> refused(ErrorCode.LOGIN_UNKNOWN));
    }
    LoginTransaction login = found.get();
    LoginOutcome outcome = answered(callback, cookie, login, present, device);
    return login.silent() ? quietly(outcome, login) : outcome;
  }

  private LoginOutcome answered(
      CallbackParameters callback,
      String cookie,
      LoginTransaction login,
      Supplier<Optional<OpenSession>> present,
      String device) {
    ProviderReply<CallbackParameters> reply = origin.genuine(callback);
    if (!(reply instanceof ProviderReply.Granted<CallbackParameters> genuine)) {
      return notGranted(reply);
    }
    Optional<LoginOutcome> objection = objection(login, present);
    if (objection.isPresent()) {
      return objection.get();
    }
    if (!pending.consume(callback.state(), cookie, login)) {
      return repeated(login.returnTo());
    }
    CallbackParameters answer = genuine.value();
    return answer
        .code()
        .map(code -> redeem(code, login, device))
        .orElseGet(() -> ProviderErrors.outcome(answer.error().orElse(""), login, events));
  }

  /** Nobody asked for a silent login, so nobody is shown that it failed; the log has the reason. */
  private static LoginOutcome quietly(LoginOutcome outcome, LoginTransaction login) {
    boolean failed =
        outcome instanceof LoginOutcome.Refused
            || outcome instanceof LoginOutcome.NotNow
            || outcome instanceof LoginOutcome.Denied;
    return failed ? new LoginOutcome.NotSilently(login.returnTo()) : outcome;
  }

  private LoginOutcome repeated(ReturnPath returnTo) {
    events.repeated();
    return new LoginOutcome.Repeated(returnTo);
  }

  /** Before a step-up is used up: is its user still the one of this browser? */
  private Optional<LoginOutcome> objection(
      LoginTransaction login, Supplier<Optional<OpenSession>> present) {
    return login
        .former()
        .filter(former -> present.get().filter(former::isReplacedBy).isPresent())
        .map(former -> refused(ErrorCode.USER_MISMATCH));
  }

  private LoginOutcome redeem(SecretText code, LoginTransaction login, String device) {
    ProviderReply<LoginGrant> reply =
        provider.redeem(
            new CodeGrant(
                code,
                login.nonce(),
                login.codeVerifier(),
                login.key(),
                login.demand(),
                login.scopes().isEmpty() ? config.scopes() : login.scopes(),
                login.former().map(Former::subject)));
    return reply instanceof ProviderReply.Granted<LoginGrant> granted
        ? open(granted.value(), login, device)
        : notGranted(reply);
  }

  private LoginOutcome open(LoginGrant grant, LoginTransaction login, String device) {
    Session session = Session.begin(grant, login.key(), time.instant(), config.sessions());
    try {
      OpenSession opened = sessions.open(session, device);
      events.loggedIn(opened, login.former());
      return new LoginOutcome.LoggedIn(opened, login.returnTo(), login.demand());
    } catch (SessionOverException e) {
      provider.revoke(grant.tokens(), login.key(), session.subject());
      return refused(ErrorCode.LOGGED_OUT);
    } catch (RecordTooLargeException e) {
      events.tooLarge(e);
      provider.revoke(grant.tokens(), login.key(), session.subject());
      return refused(ErrorCode.SESSION_TOO_LARGE);
    } catch (SessionStoreException e) {
      provider.revoke(grant.tokens(), login.key(), session.subject());
      throw e;
    }
  }

  private LoginOutcome notGranted(ProviderReply<?> reply) {
    if (reply instanceof ProviderReply.Refused<?> no) {
      return refused(no.code());
    }
    events.notNow(ErrorCode.PROVIDER_UNAVAILABLE);
    return new LoginOutcome.NotNow(
        ErrorCode.PROVIDER_UNAVAILABLE, ((ProviderReply.Unavailable<?>) reply).retryAfter());
  }

  private LoginOutcome refused(ErrorCode code) {
    events.refused(code);
    return new LoginOutcome.Refused(code);
  }
}
