/** Checks and what they find: one engine for preflight, validation, pre-checks of an action and diagnosis (design, "Nouns"). */
package org.campanile.core.check;
