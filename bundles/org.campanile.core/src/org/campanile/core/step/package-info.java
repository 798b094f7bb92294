/** Steps in a plan: looked at, applied, proven and undone, with a journal on disk that survives being killed (design, "Nouns"). */
package org.campanile.core.step;
