"""What an educator takes to a class: slides with live forms, and pages to hand out."""
