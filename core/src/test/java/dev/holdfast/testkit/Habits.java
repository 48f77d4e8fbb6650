package dev.holdfast.testkit;

/** What only some providers do; this one does so from the moment it is told. */
public final class Habits {

  private final Knobs knobs;
  private final ClientCheck clients;

  Habits(Knobs knobs, ClientCheck clients) {
    this.knobs = knobs;
    this.clients = clients;
  }

  /** Takes client assertions only that name the endpoint they are sent to. */
  public void assertionsForEndpoints() {
    clients.demandEndpoints();
  }

  /** Refuses client assertions with a {@code typ} of their own, as some older servers do. */
  public void assertionsWithoutType() {
    clients.demandNoType();
  }

  /**
   * The refresh token before the newest stays good until the newest is used (FAPI 2.0 Security
   * Profile §5.3.2.1, note 1).
   */
  public void forgiveLostAnswers() {
    knobs.forgiveLostAnswers = true;
  }

  /**
   * A user who logs in again does so within one session, under the same {@code sid}; whoever
   * revokes a refresh token of that session ends all that came of it.
   */
  public void oneSessionPerUser() {
    knobs.oneSessionPerUser = true;
  }

  /**
   * A client that proves its name may renew tokens with another DPoP key, to which the new ones are
   * bound (RFC 9449 §5).
   */
  public void newKeysAtRefresh() {
    knobs.newKeysAtRefresh = true;
  }
}
