package dev.holdfast.outbound;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;

/**
 * Which bodies can be sent twice: those that the platform's own factories make of data at rest. A
 * known length proves nothing, and an application's own publisher may be used up.
 */
final class Repeatable {
  private static final Set<Class<?>> AT_REST =
      Set.of(
          BodyPublishers.noBody().getClass(),
          BodyPublishers.ofString("").getClass(),
          BodyPublishers.ofByteArray(new byte[0]).getClass());

  /** There is no publisher of a file to take the class from before there is a file. */
  private static final String OF_FILE = "FilePublisher";

  private Repeatable() {}

  static boolean isRepeatable(HttpRequest request) {
    return request.bodyPublisher().map(Repeatable::isAtRest).orElse(true);
  }

  private static boolean isAtRest(BodyPublisher body) {
    Class<?> type = body.getClass();
    return AT_REST.contains(type)
        || (type.getSimpleName().equals(OF_FILE)
            && type.getModule().equals(HttpClient.class.getModule()));
  }
}
