package dev.holdfast.testkit;

import dev.holdfast.secret.RandomBytes;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * An OpenID Provider on a real socket of 127.0.0.1, for tests.
 *
 * <p>It is strict by itself: PKCE, redirect URI, client authentication, one-time codes, rotating
 * refresh tokens whose reuse ends the login, and DPoP proofs are checked for real. It misbehaves on
 * command: {@link #next()} once, {@link #always()} until {@link #behave()}. The client {@code shop}
 * with the secret {@code shop-secret} is known from the start. Thread-safe.
 */
public final class FakeProvider implements AutoCloseable {

  private final Wire wire;
  private final MarkerSecrets secrets = new MarkerSecrets();
  private final Knobs knobs = new Knobs();
  private final SigningKeys keys = new SigningKeys();
  private final Nonces nonces;
  private final IssuedGrants grants;
  private final ClientCheck clients;
  private final Issuance issuance;
  private final InstantSource time;

  private FakeProvider(InstantSource time) {
    RandomBytes random = RandomBytes.secure();
    this.time = time;
    this.wire = Wire.open(secrets);
    this.nonces = new Nonces(random, secrets);
    this.grants = new IssuedGrants(time, knobs);
    this.clients = new ClientCheck(issuer(), time);
    this.issuance = new Issuance(issuer(), new TokenMint(keys), knobs, time, random);
    client(FakeClient.withSecret("shop", "shop-secret"));
    route(random);
  }

  /** Listens on a free port, by the system's clock. */
  public static FakeProvider start() {
    return start(InstantSource.system());
  }

  /** Listens on a free port; tokens, codes and proofs age by this clock. */
  public static FakeProvider start(InstantSource time) {
    FakeProvider provider = new FakeProvider(time);
    provider.wire.start();
    return provider;
  }

  private void route(RandomBytes random) {
    ProofCheck proofs = ProofCheck.atProvider(nonces, time);
    Desk desk =
        new Desk(
            issuer(),
            knobs,
            clients,
            proofs,
            grants,
            issuance,
            wire.faults(),
            secrets,
            time,
            random);
    FrontDoor front = new FrontDoor(desk);
    TokenEndpoint token = new TokenEndpoint(desk);
    ResourceCheck resource =
        new ResourceCheck(issuer(), ProofCheck.atResource(nonces, time), grants);
    SideDoors side = new SideDoors(desk, resource);
    wire.route(Endpoint.DISCOVERY, side::discovery);
    wire.route(Endpoint.OAUTH_METADATA, side::discovery);
    wire.route(Endpoint.JWKS, call -> keys.publish());
    wire.route(Endpoint.PAR, nonces.stamping(front::push));
    wire.route(Endpoint.AUTHORIZE, front::authorize);
    wire.route(Endpoint.TOKEN, nonces.stamping(token::answer));
    wire.route(Endpoint.USERINFO, nonces.stamping(side::userinfo));
    wire.route(Endpoint.REVOKE, side::revoke);
    wire.route(Endpoint.LOGOUT, side::logout);
    wire.route(Endpoint.REGISTER, new Registrar(desk)::register);
  }

  /** The issuer, {@code http://127.0.0.1:port}. */
  public String issuer() {
    return wire.origin().toString();
  }

  /** Where an endpoint is. */
  public URI uri(Endpoint endpoint) {
    return URI.create(issuer() + endpoint.path());
  }

  /** What it does as only some providers do. */
  public Habits habits() {
    return new Habits(knobs, clients);
  }

  /**
   * Opens a second door for clients that show a certificate in TLS, and says so in its metadata
   * (RFC 8705 §5). Which certificate is whose is checked behind it.
   */
  public FakeProvider mutualTls(SSLContext context) {
    knobs.tlsOrigin = wire.openTls(context);
    return this;
  }

  /** Binds access tokens to a certificate of this {@code x5t#S256} from now on (RFC 8705 §3). */
  public FakeProvider bindTokensToCertificate(String thumbprint) {
    knobs.certificateThumbprint = thumbprint;
    return this;
  }

  /** From now on only who has this token may register clients. */
  public FakeProvider registrationNeeds(String token) {
    knobs.registrationToken = secrets.note(token);
    return this;
  }

  /** Gets to know a client, or knows it anew. */
  public FakeProvider client(FakeClient client) {
    clients.register(client);
    return this;
  }

  /** Who logs in from now on, unless a {@code login_hint} says otherwise. */
  public FakeProvider user(String user) {
    knobs.user = user;
    return this;
  }

  /** True at first. False: the user would have to be asked, which {@code prompt=none} forbids. */
  public FakeProvider signedIn(boolean known) {
    knobs.signedIn = known;
    return this;
  }

  /**
   * How long the user has been known already; zero at first. A request with a smaller {@code
   * max_age}, or with {@code prompt=login}, is answered by a new authentication all the same.
   */
  public FakeProvider authenticatedAgo(Duration ago) {
    knobs.authenticatedAgo = ago;
    return this;
  }

  /** How DPoP nonces are handled at PAR, token and userinfo endpoint. */
  public FakeProvider nonces(NonceMode mode) {
    nonces.mode(mode);
    return this;
  }

  /** Makes the nonce known so far useless, in {@link NonceMode#ROTATING}. */
  public void rotateNonce() {
    nonces.rotate();
  }

  /** True at first. False: a token request without proof gets a bearer token. */
  public FakeProvider dpopRequired(boolean required) {
    knobs.dpopRequired = required;
    return this;
  }

  /** True at first. False: a refresh token stays good and no new one is returned. */
  public FakeProvider rotateRefreshTokens(boolean rotate) {
    knobs.rotateRefreshTokens = rotate;
    return this;
  }

  /** Five minutes at first. */
  public FakeProvider accessTokenLife(Duration life) {
    knobs.accessTokenLife = life;
    return this;
  }

  /** Makes access tokens JWTs of about this length; 0, as at first: opaque, 43 characters. */
  public FakeProvider accessTokenBytes(int length) {
    knobs.accessTokenBytes = length;
    return this;
  }

  /** The length of refresh tokens; 43 at first. */
  public FakeProvider refreshTokenBytes(int length) {
    knobs.refreshTokenBytes = length;
    return this;
  }

  /** Fills ID tokens up to about this length. */
  public FakeProvider idTokenBytes(int length) {
    knobs.idTokenBytes = length;
    return this;
  }

  /** {@code ES256}, as at first, or {@code RS256}. */
  public FakeProvider idTokenAlgorithm(String algorithm) {
    keys.current(algorithm);
    knobs.idTokenAlgorithm = algorithm;
    return this;
  }

  /** Signs with new keys from now on and publishes only those. */
  public void rotateKeys() {
    keys.rotate();
  }

  /** Publishes a wrong key under the id of the right one, and before it. */
  public void publishKeysWithSameKid() {
    keys.publishDecoys();
  }

  /** Ends every login: refresh and access tokens are refused from now on. */
  public void endLogins() {
    grants.endAll();
  }

  /** How often a spent refresh token or code was presented. */
  public int reusesDetected() {
    return grants.reuses();
  }

  /** The resource or audience that an access token was asked for; empty text if none. */
  public String audienceOf(String accessToken) {
    return grants.audience(accessToken);
  }

  /** A signed logout token; the edit adds at least {@code sub} or {@code sid}. */
  public String logoutToken(String clientId, Consumer<Map<String, Object>> edit) {
    return logoutToken(clientId, edit, header -> {});
  }

  /** The same with another JOSE header; it is signed as ever, whatever {@code alg} says. */
  public String logoutToken(
      String clientId, Consumer<Map<String, Object>> edit, Consumer<Map<String, Object>> header) {
    return secrets.note(
        issuance.sign(issuance.logoutToken(clientId).editClaims(edit).editHeader(header)));
  }

  /**
   * Signed claims about a user, as userinfo may answer them; the edit adds at least {@code sub}.
   */
  public String signedUserinfo(String clientId, Consumer<Map<String, Object>> edit) {
    return issuance.sign(issuance.userinfo(clientId).editClaims(edit));
  }

  /** What goes wrong once. */
  public Fault next() {
    return new Fault(wire.faults(), true);
  }

  /** What goes wrong until {@link #behave()}. */
  public Fault always() {
    return new Fault(wire.faults(), false);
  }

  /** Forgets every fault. */
  public void behave() {
    wire.faults().clear();
  }

  /** Stops the requests of an endpoint at a gate from now on. */
  public Gate hold(Endpoint endpoint) {
    return wire.hold(endpoint);
  }

  /** Every request so far, in the order answered. */
  public List<RecordedCall> requests() {
    return wire.calls();
  }

  /** The requests of one endpoint. */
  public List<RecordedCall> requests(Endpoint endpoint) {
    return wire.calls().stream().filter(call -> call.endpoint() == endpoint).toList();
  }

  /** Starts the recording anew. */
  public void forgetRequests() {
    wire.forgetCalls();
  }

  /** Every secret that was on the wire. */
  public MarkerSecrets secrets() {
    return secrets;
  }

  IssuedGrants grants() {
    return grants;
  }

  InstantSource time() {
    return time;
  }

  @Override
  public void close() {
    wire.close();
  }
}
