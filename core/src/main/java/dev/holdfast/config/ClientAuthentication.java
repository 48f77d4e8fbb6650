package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How this client proves to the authorization server who it is. Fixed by configuration, never
 * negotiated; the secrets inside do not print.
 */
public sealed interface ClientAuthentication {

  /** What metadata and registrations call the method. */
  String method();

  /** The certificate that its connections show, as the proof itself or beside it; else empty. */
  default Optional<ClientCertificate> shown() {
    return Optional.empty();
  }

  /** The keys that sign assertions or requests, the one in use first; all are published. */
  default List<PrivateJwk> signingKeys() {
    return List.of();
  }

  /** For whom its assertions are made out; empty if it makes none. */
  default Optional<AssertionAudience> assertionAudience() {
    return Optional.empty();
  }

  /** The secret in the {@code Authorization} header, form-encoded first (RFC 6749 §2.3.1). */
  record SecretBasic(SecretText secret) implements ClientAuthentication {
    @Override
    public String method() {
      return "client_secret_basic";
    }
  }

  /** The secret in the body of the request (RFC 6749 §2.3.1). */
  record SecretPost(SecretText secret) implements ClientAuthentication {
    @Override
    public String method() {
      return "client_secret_post";
    }
  }

  /**
   * An assertion signed with the secret, which itself is not sent; a new one for each HTTP request
   * (RFC 7523 §2.2, OpenID Connect Core §9).
   *
   * @param algorithm what signs it; a longer one needs a longer secret
   * @param audience for whom it is made out
   * @param type what its header says that it is
   */
  record SecretJwt(
      SecretText secret, MacAlgorithm algorithm, AssertionAudience audience, AssertionType type)
      implements ClientAuthentication {

    /**
     * Measures the secret.
     *
     * @throws IllegalArgumentException if it is too short for the algorithm
     */
    public SecretJwt {
      if (!algorithm.fits(secret)) {
        throw new IllegalArgumentException(
            algorithm + " needs a secret of " + algorithm.leastOctets() + " octets or more");
      }
    }

    /** With the usual type. */
    public SecretJwt(SecretText secret, MacAlgorithm algorithm, AssertionAudience audience) {
      this(secret, algorithm, audience, AssertionType.CLIENT_AUTHENTICATION);
    }

    /** For the issuer. */
    public SecretJwt(SecretText secret, MacAlgorithm algorithm) {
      this(secret, algorithm, AssertionAudience.ISSUER);
    }

    @Override
    public Optional<AssertionAudience> assertionAudience() {
      return Optional.of(audience);
    }

    @Override
    public String method() {
      return "client_secret_jwt";
    }
  }

  /**
   * A signed assertion, a new one for each HTTP request (RFC 7523 §2.2, OpenID Connect Core §9).
   *
   * @param key the client's own key; never a DPoP key
   * @param others published beside it: the next one before it signs, the last one while its
   *     assertions are still under way
   * @param audience for whom it is made out
   * @param type what its header says that it is
   * @param shown a certificate that the connections show beside it, for tokens to be bound to or
   *     where the provider's door asks for one (RFC 8705 §3, §5)
   */
  record PrivateKeyJwt(
      PrivateJwk key,
      List<PrivateJwk> others,
      AssertionAudience audience,
      AssertionType type,
      Optional<ClientCertificate> shown)
      implements ClientAuthentication {

    /** Copies the list. */
    public PrivateKeyJwt {
      others = List.copyOf(others);
    }

    /** With the usual type, and without a certificate. */
    public PrivateKeyJwt(PrivateJwk key, List<PrivateJwk> others, AssertionAudience audience) {
      this(key, others, audience, AssertionType.CLIENT_AUTHENTICATION, Optional.empty());
    }

    /** For the issuer. */
    public PrivateKeyJwt(PrivateJwk key, List<PrivateJwk> others) {
      this(key, others, AssertionAudience.ISSUER);
    }

    /** With a single key, for the issuer. */
    public PrivateKeyJwt(PrivateJwk key) {
      this(key, List.of());
    }

    @Override
    public Optional<AssertionAudience> assertionAudience() {
      return Optional.of(audience);
    }

    @Override
    public List<PrivateJwk> signingKeys() {
      return Stream.concat(Stream.of(key), others.stream()).toList();
    }

    @Override
    public String method() {
      return "private_key_jwt";
    }
  }

  /**
   * A certificate that an authority vouches for, known to the provider by its subject (RFC 8705
   * §2.1).
   *
   * @param signingKeys the keys that sign requests (RFC 9101), if any do
   */
  record TlsCertificate(ClientCertificate certificate, List<PrivateJwk> signingKeys)
      implements ClientAuthentication {

    /** Copies the list. */
    public TlsCertificate {
      signingKeys = List.copyOf(signingKeys);
    }

    /** Whose requests are not signed. */
    public TlsCertificate(ClientCertificate certificate) {
      this(certificate, List.of());
    }

    @Override
    public String method() {
      return "tls_client_auth";
    }

    @Override
    public Optional<ClientCertificate> shown() {
      return Optional.of(certificate);
    }
  }

  /**
   * A certificate of the client's own making, known to the provider itself (RFC 8705 §2.2).
   *
   * @param signingKeys the keys that sign requests (RFC 9101), if any do
   */
  record SelfSignedTlsCertificate(ClientCertificate certificate, List<PrivateJwk> signingKeys)
      implements ClientAuthentication {

    /** Copies the list. */
    public SelfSignedTlsCertificate {
      signingKeys = List.copyOf(signingKeys);
    }

    /** Whose requests are not signed. */
    public SelfSignedTlsCertificate(ClientCertificate certificate) {
      this(certificate, List.of());
    }

    @Override
    public String method() {
      return "self_signed_tls_client_auth";
    }

    @Override
    public Optional<ClientCertificate> shown() {
      return Optional.of(certificate);
    }
  }

  /** A public client: only the client's name. */
  record None() implements ClientAuthentication {
    @Override
    public String method() {
      return "none";
    }
  }
}
