{{ config(materialized='view') }}

-- The version of each article that counts today, with the outlet it belongs to.
select
    versions.*,
    coalesce(versions.outlet, 'unknown') as outlet_name,
    {{ name_id("'outlet'", name_key("coalesce(versions.outlet, 'unknown')")) }} as outlet_id
from {{ ref('int_article_versions_ranked') }} as versions
where versions.is_current
