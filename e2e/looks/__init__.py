"""Pictures of the views in `references/`, which every change is compared with: `make looks` takes them again."""
