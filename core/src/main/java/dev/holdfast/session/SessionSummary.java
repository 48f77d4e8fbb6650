package dev.holdfast.session;

import java.time.Instant;

/**
 * One of a user's sessions, as a list shows it. It opens nothing.
 *
 * @param id names it over its whole life: {@link OpenSession#id()}
 * @param device what its browser called itself when the user logged in; may be empty
 * @param startedAt when the user logged in
 * @param lastUsedAt when it was last used, to within a tenth of the idle time
 * @param endsAt when it ends if it is not used any more
 */
public record SessionSummary(
    String id, String device, Instant startedAt, Instant lastUsedAt, Instant endsAt) {}
