package dev.holdfast.testkit;

import dev.holdfast.session.OpenSession;
import dev.holdfast.token.SessionHolder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session of one request, without the request. */
public final class HeldSession implements SessionHolder {
  private volatile @Nullable OpenSession session;
  private volatile boolean committed;

  /** Holds this session until it changes. */
  public HeldSession(OpenSession session) {
    this.session = session;
  }

  /** From now on no cookie can reach the browser. */
  public HeldSession committed() {
    committed = true;
    return this;
  }

  @Override
  public Optional<OpenSession> current() {
    return Optional.ofNullable(session);
  }

  @Override
  public boolean canChange() {
    return !committed;
  }

  @Override
  public void changed(OpenSession now) {
    session = now;
  }

  @Override
  public void ended() {
    session = null;
  }
}
