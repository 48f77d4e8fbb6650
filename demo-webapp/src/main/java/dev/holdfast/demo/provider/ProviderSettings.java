package dev.holdfast.demo.provider;

import dev.holdfast.demo.proof.NoncePolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the embedded provider behaves. Immutable; every setting has a default. */
public final class ProviderSettings {

  /** Whether clients may, or must, push their authorization request first. RFC 9126. */
  public enum PushedRequests {
    OFF,
    ACCEPTED,
    REQUIRED
  }

  /** Whether a token request without a DPoP proof is answered. RFC 9449. */
  public enum Proofs {
    ACCEPTED,
    REQUIRED
  }

  /** How people sign in. */
  public enum SignIn {
    /** By the form. */
    FORM,
    /** A {@code login_hint} that names a user signs that user in at once: for tests. */
    BY_HINT
  }

  private final int port;
  private final Duration accessTokenLife;
  private final Duration refreshTokenLife;
  private final String audience;
  private final NoncePolicy nonces;
  private final PushedRequests pushedRequests;
  private final Proofs proofs;
  private final SignIn signIn;
  private final Map<String, ProviderClient> clients;

  private ProviderSettings(Builder builder) {
    port = builder.port;
    accessTokenLife = builder.accessTokenLife;
    refreshTokenLife = builder.refreshTokenLife;
    audience = builder.audience;
    nonces = builder.nonces;
    pushedRequests = builder.pushedRequests;
    proofs = builder.proofs;
    signIn = builder.signIn;
    clients = Map.copyOf(builder.clients);
  }

  public static Builder builder() {
    return new Builder();
  }

  int port() {
    return port;
  }

  Duration accessTokenLife() {
    return accessTokenLife;
  }

  Duration refreshTokenLife() {
    return refreshTokenLife;
  }

  String audience() {
    return audience;
  }

  NoncePolicy nonces() {
    return nonces;
  }

  PushedRequests pushedRequests() {
    return pushedRequests;
  }

  Proofs proofs() {
    return proofs;
  }

  SignIn signIn() {
    return signIn;
  }

  Map<String, ProviderClient> clients() {
    return clients;
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {
    private int port;
    private Duration accessTokenLife = Duration.ofSeconds(30);
    private Duration refreshTokenLife = Duration.ofHours(8);
    private String audience = "urn:holdfast:demo:orders";
    private NoncePolicy nonces = NoncePolicy.wantedFor(Duration.ofMinutes(1));
    private PushedRequests pushedRequests = PushedRequests.ACCEPTED;
    private Proofs proofs = Proofs.REQUIRED;
    private SignIn signIn = SignIn.FORM;
    private final Map<String, ProviderClient> clients = new LinkedHashMap<>();

    private Builder() {}

    /** Where to listen on localhost; 0, the default, takes a free port. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Default 30 s, so that a demo shows refreshes. Whole seconds. */
    public Builder accessTokenLife(Duration life) {
      accessTokenLife = life;
      return this;
    }

    /** Default 8 h, counted anew at each rotation. */
    public Builder refreshTokenLife(Duration life) {
      refreshTokenLife = life;
      return this;
    }

    /** The {@code aud} of access tokens: whom they are for. */
    public Builder audience(String name) {
      audience = name;
      return this;
    }

    /** Nonces at the token, PAR and userinfo endpoints; default: wanted, good for a minute. */
    public Builder nonces(NoncePolicy policy) {
      nonces = policy;
      return this;
    }

    /** Default: accepted. */
    public Builder pushedRequests(PushedRequests rule) {
      pushedRequests = rule;
      return this;
    }

    /** Default: required. */
    public Builder proofs(Proofs rule) {
      proofs = rule;
      return this;
    }

    /** Default: by the form. */
    public Builder signIn(SignIn way) {
      signIn = way;
      return this;
    }

    /** Adds a client, or replaces the one with the same id. */
    public Builder client(ProviderClient client) {
      clients.put(client.id(), client);
      return this;
    }

    public ProviderSettings build() {
      return new ProviderSettings(this);
    }
  }
}
