package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.provider.SignedResponse;
import dev.holdfast.provider.VerifiedResponse;
import java.util.Optional;

/** Makes sure that an answer comes from who was asked, before anything is done about it. */
final class AnswerOrigin {
  private final OidcProvider provider;
  private final String issuer;

  AnswerOrigin(LoginSetup setup) {
    this.provider = setup.provider();
    this.issuer = setup.config().issuer().toString();
  }

  /** The answer to believe: by its signature if it has one, else by {@code iss} (RFC 9207 §2.4). */
  ProviderReply<CallbackParameters> genuine(CallbackParameters callback) {
    return callback
        .signed()
        .map(signed -> signed(callback, signed))
        .orElseGet(() -> plain(callback));
  }

  private ProviderReply<CallbackParameters> signed(
      CallbackParameters callback, SignedResponse signed) {
    ProviderReply<VerifiedResponse> reply = provider.verify(signed);
    if (reply instanceof ProviderReply.Granted<VerifiedResponse> granted) {
      VerifiedResponse said = granted.value();
      return new ProviderReply.Granted<>(
          new CallbackParameters(
              callback.state(), said.code(), said.error(), Optional.of(issuer), Optional.empty()));
    }
    return notGranted(reply);
  }

  private ProviderReply<CallbackParameters> plain(CallbackParameters callback) {
    ProviderReply<Boolean> reply = provider.mayComeFrom(callback.issuer());
    if (reply instanceof ProviderReply.Granted<Boolean> granted) {
      return granted.value()
          ? new ProviderReply.Granted<>(callback)
          : new ProviderReply.Refused<>(ErrorCode.ISSUER_MISMATCH);
    }
    return notGranted(reply);
  }

  private static <T> ProviderReply<T> notGranted(ProviderReply<?> reply) {
    return reply instanceof ProviderReply.Refused<?> no
        ? new ProviderReply.Refused<>(no.code())
        : new ProviderReply.Unavailable<>(((ProviderReply.Unavailable<?>) reply).retryAfter());
  }
}
