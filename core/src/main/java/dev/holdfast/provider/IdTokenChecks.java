package dev.holdfast.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.ProtectedAnswers.IdTokens;
import dev.holdfast.config.ProtectedAnswers.UserinfoAnswers;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.profile.creator.TokenValidator;

/**
 * Checks ID tokens (OpenID Connect Core §3.1.3.7 and §12.2). Stands where pac4j expects its own
 * validator, whose algorithms are cut to the accepted ones first.
 */
final class IdTokenChecks extends TokenValidator {
  private final Set<JWSAlgorithm> algorithms;
  private final SigningKeys keys;
  private final IdTokenClaims rules;
  private final LogoutTokenClaims logoutRules;
  private final Decryption decryption;
  private final OidcConfig config;

  /**
   * Checks under one provider's keys.
   *
   * @param cut the provider's metadata, its ID token algorithms cut to the accepted ones
   */
  IdTokenChecks(
      OidcConfig config,
      OidcConfiguration pac4j,
      OIDCProviderMetadata cut,
      SigningKeys keys,
      InstantSource time) {
    super(pac4j, cut);
    this.algorithms = Set.copyOf(cut.getIDTokenJWSAlgs());
    this.keys = keys;
    this.rules = new IdTokenClaims(config, time);
    this.logoutRules = new LogoutTokenClaims(config, time);
    this.decryption = new Decryption(config);
    this.config = config;
  }

  /** The ID token of a login that answers {@code grant}. */
  VerifiedIdToken atLogin(SecretText token, CodeGrant grant, SecretText accessToken) {
    SecretText bare = bare(token);
    CompactIdToken parsed = signed(bare);
    Claims claims = parsed.claims();
    rules.common(claims);
    rules.issuedJustNow(claims);
    rules.nonce(claims, grant.nonce().reveal());
    rules.accessTokenHash(claims, parsed.algorithm(), accessToken);
    grant.subject().ifPresent(user -> rules.sameUser(claims, user));
    rules.authentication(claims, grant.demand());
    return verified(bare, claims);
  }

  /**
   * The ID token of a refresh: the same user, the same client, a newer token. What it says of these
   * is compared first, so that a contradiction counts even where the signature or the time cannot
   * be judged.
   */
  VerifiedIdToken atRefresh(SecretText token, Claims original, SecretText accessToken) {
    SecretText bare = bare(token);
    CompactIdToken parsed = CompactIdToken.parse(bare, AnswerKind.ID_TOKEN);
    Claims claims = parsed.claims();
    rules.continues(claims, original);
    rules.accessTokenHash(claims, parsed.algorithm(), accessToken);
    signed(parsed, AnswerKind.ID_TOKEN);
    rules.common(claims);
    return verified(bare, claims);
  }

  /** Signed claims of the userinfo endpoint, encrypted or not (OpenID Connect Core §5.3.2). */
  Claims userinfo(SecretText answer) {
    boolean encrypted = Decryption.isEncrypted(answer);
    if (!encrypted && config.answers().userinfo() == UserinfoAnswers.ENCRYPTED) {
      throw AnswerKind.USERINFO.invalid("not encrypted");
    }
    SecretText bare = encrypted ? decryption.open(answer, AnswerKind.USERINFO) : answer;
    CompactIdToken parsed = CompactIdToken.parse(bare, AnswerKind.USERINFO);
    if (!config.idTokenAlgorithms().contains(parsed.algorithm().getName())) {
      throw AnswerKind.USERINFO.invalid("alg is not accepted");
    }
    keys.verify(parsed.jwt(), AnswerKind.USERINFO);
    rules.userinfo(parsed.claims());
    return parsed.claims();
  }

  /** The signed token, out of its encryption where it has one. */
  private SecretText bare(SecretText token) {
    IdTokens agreed = config.answers().idToken();
    boolean encrypted = Decryption.isEncrypted(token);
    if (encrypted && agreed == IdTokens.OFF) {
      throw AnswerKind.ID_TOKEN.invalid("encrypted, but id-token-encryption is off");
    }
    if (!encrypted && agreed == IdTokens.REQUIRED) {
      throw AnswerKind.ID_TOKEN.invalid("not encrypted");
    }
    return encrypted ? decryption.open(token, AnswerKind.ID_TOKEN) : token;
  }

  /** Says of whom the provider has ended the sessions; the same keys sign it. */
  LogoutToken ofLogout(SecretText token) {
    AnswerKind kind =
        config.remoteLogout().anyType() ? AnswerKind.OLD_LOGOUT_TOKEN : AnswerKind.LOGOUT_TOKEN;
    return logoutRules.check(signed(CompactIdToken.parse(token, kind), kind).claims());
  }

  /** The keys that sign for this provider, whatever it signs. */
  SigningKeys keys() {
    return keys;
  }

  private CompactIdToken signed(SecretText token) {
    return signed(CompactIdToken.parse(token, AnswerKind.ID_TOKEN), AnswerKind.ID_TOKEN);
  }

  private CompactIdToken signed(CompactIdToken parsed, AnswerKind kind) {
    if (!algorithms.contains(parsed.algorithm())) {
      throw kind.invalid("alg is not accepted");
    }
    keys.verify(parsed.jwt(), kind);
    return parsed;
  }

  private static VerifiedIdToken verified(SecretText token, Claims claims) {
    return new VerifiedIdToken(token, claims, IdTokenClaims.subject(claims));
  }

  /** pac4j's own seam: the same checks, for code that asks pac4j. */
  @Override
  public IDTokenClaimsSet validateIdToken(JWT idToken, @Nullable Nonce expectedNonce) {
    CompactIdToken parsed = signed(bare(SecretText.of(idToken.getParsedString())));
    rules.common(parsed.claims());
    Optional.ofNullable(expectedNonce)
        .ifPresent(nonce -> rules.nonce(parsed.claims(), nonce.getValue()));
    try {
      return new IDTokenClaimsSet(parsed.jwt().getJWTClaimsSet());
    } catch (ParseException | java.text.ParseException e) {
      throw ProviderRefusal.of(ErrorCode.ID_TOKEN_INVALID, "ID token: claims are malformed");
    }
  }

  /** A copy of the metadata that lists only these ID token algorithms. */
  static OIDCProviderMetadata cut(OIDCProviderMetadata metadata, List<JWSAlgorithm> accepted) {
    try {
      OIDCProviderMetadata copy = OIDCProviderMetadata.parse(metadata.toJSONObject());
      copy.setIDTokenJWSAlgs(accepted.stream().distinct().collect(Collectors.toUnmodifiableList()));
      return copy;
    } catch (ParseException e) {
      throw ProviderRefusal.of(ErrorCode.PROVIDER_UNSUITABLE, "metadata: " + e.getMessage());
    }
  }
}
