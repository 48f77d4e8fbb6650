package dev.holdfast.transport;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request with its whole body.
 *
 * @param method such as {@code GET}
 * @param uri where to; absolute
 * @param headers one value each; they may hold secrets
 * @param body the text of the body, empty for none; it may hold secrets
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, String body) {

  /** Copies the headers. */
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /** Method and origin only. */
  @Override
  public String toString() {
    return method + " " + Origin.of(uri);
  }
}
