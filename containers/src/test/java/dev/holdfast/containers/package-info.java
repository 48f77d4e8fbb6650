/** The same journeys in every servlet container that the README names. */
@NullMarked
package dev.holdfast.containers;

import org.jspecify.annotations.NullMarked;
