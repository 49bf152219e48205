"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""
