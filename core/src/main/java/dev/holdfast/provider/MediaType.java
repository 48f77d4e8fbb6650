package dev.holdfast.provider;

import dev.holdfast.transport.HttpReply;
import java.util.Locale;

/** What an answer says it is, whatever its case and its parameters (RFC 9110 §8.3.1). */
final class MediaType {
  private MediaType() {}

  static boolean is(String type, HttpReply reply) {
    String named = reply.only("Content-Type").orElse("").split(";", 2)[0];
    return named.strip().toLowerCase(Locale.ROOT).equals(type);
  }
}
