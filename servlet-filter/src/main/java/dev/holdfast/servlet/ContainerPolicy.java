package dev.holdfast.servlet;

import dev.holdfast.config.Settings;

/**
 * What this filter asks of the container it runs in.
 *
 * @param requireHttps {@code require-https}: whether what the container takes for plain http is
 *     turned away; default no, since TLS often ends before it
 * @param hardenSession {@code harden-container-session}: whether the cookie of the container's own
 *     session is made as careful as this filter's; default yes
 */
public record ContainerPolicy(boolean requireHttps, boolean hardenSession) {

  static ContainerPolicy read(Settings settings) {
    ContainerPolicy read =
        new ContainerPolicy(
            settings.flag("require-https", false), settings.flag("harden-container-session", true));
    if (read.requireHttps()
        && settings.uri("redirect-uri").filter(uri -> "http".equals(uri.getScheme())).isPresent()) {
      settings.problem("require-https", "is true, but redirect-uri is plain http");
    }
    return read;
  }
}
