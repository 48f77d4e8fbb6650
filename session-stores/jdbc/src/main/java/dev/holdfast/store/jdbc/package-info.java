/** How do sessions live in a SQL database that several servers share? */
@NullMarked
package dev.holdfast.store.jdbc;

import org.jspecify.annotations.NullMarked;
