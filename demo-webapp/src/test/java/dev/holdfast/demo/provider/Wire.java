package dev.holdfast.demo.provider;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain HTTP for the tests: forms, headers and JSON; one cookie jar, no redirects followed. */
final class Wire {
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Reply get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri), headers);
  }

  Reply post(URI uri, Map<String, String> form, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form))),
        headers);
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> escape(field.getKey()) + "=" + escape(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private Reply send(HttpRequest.Builder request, Map<String, String> headers)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
