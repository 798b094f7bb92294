/** The demo lab as a whole: {@link org.campanile.demolab.DemoLab} starts everything that is in it. */
package org.campanile.demolab;
