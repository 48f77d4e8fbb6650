package dev.holdfast.config;

import java.util.List;

/**
 * How the provider may end sessions without their browsers. Off unless the provider is told where
 * to send it.
 *
 * @param backChannel whether logout tokens are taken (OpenID Connect Back-Channel Logout)
 * @param frontChannel whether the provider's page may end a session (Front-Channel Logout)
 * @param anyType whether logout tokens without {@code typ}, or with {@code JWT}, will do, for
 *     providers of before the final specification
 * @param singleNode whether this application runs on one node for certain, so that what that node
 *     remembers is enough
 */
public record RemoteLogout(
    boolean backChannel, boolean frontChannel, boolean anyType, boolean singleNode) {
  /** Neither. */
  public static final RemoteLogout OFF = new RemoteLogout(false, false, false, false);

  static RemoteLogout read(Settings settings) {
    return new RemoteLogout(
        settings.flag("back-channel-logout", false),
        settings.flag("front-channel-logout", false),
        settings
            .choice("logout-token-type", "logout+jwt", List.of("logout+jwt", "any"))
            .equals("any"),
        settings.flag("single-node", false));
  }

  /** Whether a session may end elsewhere than at its own browser. */
  public boolean isOn() {
    return backChannel || frontChannel;
  }
}
