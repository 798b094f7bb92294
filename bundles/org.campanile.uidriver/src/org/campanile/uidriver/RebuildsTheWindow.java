package org.campanile.uidriver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test in which the platform itself takes the whole window apart and builds it again (reset of the layout, change of the theme),
 * in one piece that none of our code can split. Its stall limit is {@value UiTest#REBUILD_LIMIT_MILLIS} ms.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RebuildsTheWindow {
}
