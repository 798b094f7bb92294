/**
 * Configuration files as people write them, edited without losing anything: comments, order, blank lines, line ends and bytes of other encodings
 * stay as they were apart from what is changed. Pure: bytes in, bytes out.
 */
package org.campanile.core.config;
