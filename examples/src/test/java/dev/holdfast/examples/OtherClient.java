package dev.holdfast.examples;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;

/** An HTTP client that is not ours. */
interface OtherClient {

  /** Calls an API as the user of the request; answers status and body. */
  String get(HttpServletRequest user, URI address) throws IOException;
}
