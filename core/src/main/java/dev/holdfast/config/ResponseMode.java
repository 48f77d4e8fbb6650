package dev.holdfast.config;

import java.util.Arrays;
import java.util.List;

/** How the provider's answer to a login travels back to the callback. */
public enum ResponseMode {
  /** In the address, as it is without asking. */
  QUERY("query"),
  /** In a form that the browser posts (OAuth 2.0 Form Post Response Mode). */
  FORM_POST("form_post"),
  /** In the address, signed by the provider (JARM §2.3.4). */
  JWT("jwt"),
  /** Posted, and signed by the provider (JARM §2.3.3). */
  FORM_POST_JWT("form_post.jwt");

  private final String text;

  ResponseMode(String text) {
    this.text = text;
  }

  /** The word of the protocol. */
  public String text() {
    return text;
  }

  /** Whether the answer comes by POST. */
  public boolean isPosted() {
    return this == FORM_POST || this == FORM_POST_JWT;
  }

  /** Whether the provider signs the answer. */
  public boolean isSigned() {
    return this == JWT || this == FORM_POST_JWT;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(ResponseMode::text).toList();
  }

  static ResponseMode of(String text) {
    return values()[texts().indexOf(text)];
  }

  @Override
  public String toString() {
    return text;
  }
}
