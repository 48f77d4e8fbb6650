package dev.holdfast.demo.provider;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * One sign-in of one user. Two sign-ins of the same user are not equal, so that each browser gets
 * its own {@code sid}: Spring looks sessions up by the equality of their principal.
 */
record DemoLogin(UUID id, DemoUser user) implements UserDetails {

  static DemoLogin of(DemoUser user) {
    return new DemoLogin(UUID.randomUUID(), user);
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of();
  }

  @Override
  public String getPassword() {
    return user.userName();
  }

  @Override
  public String getUsername() {
    return user.userName();
  }
}
