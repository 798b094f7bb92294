/** Help &gt; Guide: what each perspective is for, and every key. */
package org.campanile.ui.guide;
