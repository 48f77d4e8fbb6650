package dev.holdfast.demo.wire;

import java.util.Optional;

/**
 * One request as a server saw it. Holds ids and thumbprints, never a token, code or proof.
 *
 * @param path without query
 * @param proof what the DPoP header said, readable or not verified; empty if there was none
 */
public record RecordedRequest(
    String method, String path, Optional<SeenProof> proof, SeenForm form, Answer answer) {

  /**
   * Claims of a proof as received, checked by nobody.
   *
   * @param nonce empty if the proof carried none
   */
  public record SeenProof(
      String keyThumbprint, String jti, Optional<String> nonce, String htm, String htu) {}

  /** The parameters worth asserting on; empty where they were not sent. */
  public record SeenForm(
      Optional<String> grantType,
      Optional<String> clientId,
      Optional<String> clientAssertionId,
      Optional<String> dpopJkt) {}

  /**
   * What was sent back.
   *
   * @param error {@code error} of the JSON body or of {@code WWW-Authenticate}
   * @param nonce the {@code DPoP-Nonce} header
   */
  public record Answer(int status, Optional<String> error, Optional<String> nonce) {

    /** Whether the server asked for (another) nonce. RFC 9449 sections 8 and 9. */
    public boolean nonceDemanded() {
      return error.filter("use_dpop_nonce"::equals).isPresent();
    }
  }

  public boolean isRefresh() {
    return form.grantType().filter("refresh_token"::equals).isPresent();
  }
}
